package org.chainrule.compile.java;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.error.CompileException;
import org.chainrule.error.Interruption;
import org.chainrule.kernel.ElementaryKernels;

/**
 * The kernels of the function table as Java text: their own source, which the jar carries, of which
 * an emitted class gets the members that it uses.
 */
final class JavaKernels {
  private static final String FOLDER = "/META-INF/chainrule/kernel/";
  private static final Pattern QUALIFIED =
      Pattern.compile(
          Pattern.quote(ElementaryKernels.class.getPackageName() + ".") + "(\\w+)\\.(\\w+)");
  private static final Pattern MENTION =
      Pattern.compile("(?<![\\w.])([A-Za-z_]\\w*)(?:\\s*\\.\\s*([A-Za-z_]\\w*))?");

  private final Map<String, Optional<KernelSource>> sources = new HashMap<>();
  private final Map<String, Set<KernelSource.Member>> used = new TreeMap<>();
  private final Deque<Use> pending = new ArrayDeque<>();

  private record Use(KernelSource source, KernelSource.Member member) {}

  /**
   * A row's Java with the kernels' package left out; the kernels that it calls are noted.
   *
   * @throws CompileException if it calls what is no kernel
   */
  String local(String template) {
    Matcher matcher = QUALIFIED.matcher(template);
    while (matcher.find()) {
      String type = matcher.group(1);
      KernelSource source =
          source(type)
              .orElseThrow(
                  () -> new CompileException("the source of " + type + " is not in the jar"));
      use(source, matcher.group(2));
    }
    String text = matcher.replaceAll("$1.$2");
    if (text.contains("org.chainrule.")) {
      throw new CompileException("there is no Java that stands alone for " + template);
    }
    return text;
  }

  private Optional<KernelSource> source(String type) {
    return sources.computeIfAbsent(type, JavaKernels::read);
  }

  private static Optional<KernelSource> read(String type) {
    try (InputStream stream = JavaKernels.class.getResourceAsStream(FOLDER + type + ".java")) {
      return stream == null
          ? Optional.empty()
          : Optional.of(
              new KernelSource(type, new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new CompileException("the source of " + type + " cannot be read");
    }
  }

  private void use(KernelSource source, String name) {
    for (KernelSource.Member member : source.members(name)) {
      if (used.computeIfAbsent(source.type(), key -> new LinkedHashSet<>()).add(member)) {
        pending.add(new Use(source, member));
      }
    }
  }

  /** The names of the classes that are needed. */
  Set<String> types() {
    return used.keySet();
  }

  /** Adds what the noted kernels need in turn. */
  void complete() {
    while (!pending.isEmpty()) {
      Interruption.poll();
      Use next = pending.pop();
      Matcher matcher = MENTION.matcher(next.member().code());
      while (matcher.find()) {
        String name = matcher.group(1);
        use(next.source(), name);
        Optional<KernelSource> other =
            Character.isUpperCase(name.charAt(0)) ? source(name) : Optional.empty();
        if (other.isPresent() && matcher.group(2) != null) {
          use(other.get(), matcher.group(2));
        }
        if (other.isPresent() && other.get().hasInstances()) {
          other.get().names().forEach(each -> use(other.get(), each));
        }
      }
    }
  }

  /** The imports that the kernels need. */
  Set<String> imports() {
    Set<String> imports = new LinkedHashSet<>();
    used.forEach(
        (type, members) -> {
          for (String each : source(type).orElseThrow().imports()) {
            String name = each.substring(each.lastIndexOf('.') + 1);
            if (members.stream().anyMatch(member -> member.code().contains(name))) {
              imports.add(each);
            }
          }
        });
    return imports;
  }

  /** Writes a class for each that is needed, with the members that are. */
  void write(JavaText out) {
    used.forEach(
        (type, members) -> {
          KernelSource source = source(type).orElseThrow();
          out.blank();
          source.comment().forEach(out::formatted);
          out.open("private static final " + source.header());
          List<KernelSource.Member> inOrder = new ArrayList<>(source.all());
          inOrder.retainAll(members);
          KernelSource.Member before = null;
          for (KernelSource.Member member : inOrder) {
            if (before != null && (member.isLong() || before.isLong())) {
              out.blank();
            }
            member.lines().forEach(out::formatted);
            before = member;
          }
          out.close();
        });
  }
}
