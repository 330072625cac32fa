package org.chainrule.packaging;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What those who embed the library can call, a line each. */
final class PublicApi {
  /** The packages that the module exports. */
  static final Set<String> PACKAGES =
      Set.of(
          "org.chainrule",
          "org.chainrule.autograd",
          "org.chainrule.error",
          "org.chainrule.explain",
          "org.chainrule.expr",
          "org.chainrule.number",
          "org.chainrule.optimize",
          "org.chainrule.result",
          "org.chainrule.trace");

  private PublicApi() {}

  /** The listing; names of our own types without their packages, which are headings. */
  static String text() {
    String text = withFullNames();
    for (String each : new TreeSet<>(PACKAGES)) {
      String own = each.replace(".", "\\.");
      text =
          text.replaceFirst("(?m)^((?:open )?\\w+ " + own + "\\.[A-Z])", each + "\n\n$1")
              .replaceAll(own + "\\.([A-Z])", "$1");
    }
    return text.replaceAll("(\\w)\\$(\\w)", "$1.$2");
  }

  static String withFullNames() {
    TreeMap<String, Class<?>> types = new TreeMap<>();
    new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(PACKAGES.toArray(String[]::new))
            .stream()
            .filter(each -> PACKAGES.contains(each.getPackageName()))
            .map(each -> (Class<?>) each.reflect())
            .filter(PublicApi::isSeen)
            .forEach(each -> types.put(each.getName(), each));
    StringBuilder text = new StringBuilder();
    types.values().forEach(type -> text.append(text(type)));
    return text.toString();
  }

  private static boolean isSeen(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!isSeen(each.getModifiers()) || each.isAnonymousClass() || each.isLocalClass()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSeen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String text(Class<?> type) {
    List<String> heirs = new ArrayList<>();
    if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
      heirs.add(shown(type.getGenericSuperclass()));
    }
    Arrays.stream(type.getGenericInterfaces()).map(PublicApi::shown).forEach(heirs::add);
    Set<String> members = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      if (isShown(field)) {
        members.add(
            field.isEnumConstant()
                ? field.getName()
                : modifiers(field) + shown(field.getGenericType()) + " " + field.getName());
      }
    }
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      if (isShown(each)) {
        members.add("new" + parameters(each));
      }
    }
    for (Method each : type.getDeclaredMethods()) {
      if (isShown(each) && !each.isBridge() && !isImplied(type, each)) {
        members.add(
            modifiers(each)
                + shown(each.getGenericReturnType())
                + " "
                + each.getName()
                + parameters(each));
      }
    }
    return kind(type)
        + " "
        + type.getName()
        + (heirs.isEmpty() ? "" : " : " + String.join(", ", heirs))
        + "\n"
        + members.stream().map(each -> "  " + each + "\n").collect(Collectors.joining());
  }

  /** Whether every record, or every enumeration, has such a method. */
  private static boolean isImplied(Class<?> type, Method method) {
    return Set.of("toString", "hashCode", "equals").contains(method.getName())
        || type.isEnum() && Set.of("values", "valueOf").contains(method.getName());
  }

  private static boolean isShown(Member member) {
    return isSeen(member.getModifiers()) && !member.isSynthetic();
  }

  private static String kind(Class<?> type) {
    String kind =
        type.isEnum()
            ? "enum"
            : type.isRecord() ? "record" : type.isInterface() ? "interface" : "class";
    boolean isOpen =
        kind.equals("class") && !Modifier.isFinal(type.getModifiers()) && !type.isSealed();
    return isOpen ? "open class" : kind;
  }

  private static String modifiers(Member member) {
    return (Modifier.isProtected(member.getModifiers()) ? "protected " : "")
        + (Modifier.isStatic(member.getModifiers()) ? "static " : "");
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getGenericParameterTypes())
        .map(PublicApi::shown)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String shown(Type type) {
    return type.getTypeName().replace("java.lang.", "").replace("java.util.", "");
  }
}
