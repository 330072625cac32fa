package org.chainrule.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chainrule.Chainrule;
import org.chainrule.laws.ExpressionGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is what was written, or refused: nothing that no constructor makes. */
class SerializationTest {
  /** A class that tells when an object of it was made. */
  private static final class Foreign implements Serializable {
    private static final long serialVersionUID = 1L;
    private static boolean isMade;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      isMade = true;
      in.defaultReadObject();
    }
  }

  private static byte[] written(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(Expr.inputFilter());
      return in.readObject();
    }
  }

  private static List<Expr> samples() {
    List<Expr> samples = new ArrayList<>();
    ExpressionGenerator generator = new ExpressionGenerator(31);
    for (int i = 0; i < 300; i++) {
      samples.add(generator.next(1 + i % 40));
    }
    for (String text :
        List.of(
            "sum(i=1..n, sum(j=1..i, j != 3, x_i*x_j^2))",
            "cases(x^2 if x > 0 and x < 4, sqrt(2)*8^(1/3) if x < -1, 3 otherwise)",
            "max(k=1..n, softmax(x)_k) + log(softmax(2*x)_1)",
            "diff(x^n, x)*h_{t-1} + delta(i, j)^2 + (2*x*y)^(1/2)",
            "10^(-2000) + 2^100000 + pi^2*e^3 + x^(1/3)")) {
      samples.add(Chainrule.parse(text));
    }
    return samples;
  }

  @Test
  void whatIsWrittenIsReadAsTheSameNode() throws Exception {
    for (Expr each : samples()) {
      assertThat(read(written(each))).isSameAs(each);
      assertThat(SerializedNodes.read(SerializedNodes.write(each))).isSameAs(each);
    }
  }

  @Test
  void damagedBytesAreRefusedOrReadAsWhatTheyThenSay() throws Exception {
    Random random = new Random(7);
    int refused = 0;
    for (Expr each : samples()) {
      byte[] good = SerializedNodes.write(each);
      for (int i = 0; i < 20; i++) {
        byte[] bad = good.clone();
        for (int k = 0; k <= i % 3; k++) {
          bad[random.nextInt(bad.length)] = (byte) (i % 2 == 0 ? random.nextInt(256) : i / 2);
        }
        bad = i % 7 == 6 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
        try {
          Expr read = SerializedNodes.read(bad);
          assertThat(SerializedNodes.read(SerializedNodes.write(read))).isSameAs(read);
        } catch (InvalidObjectException expected) {
          assertThat(expected).hasMessageMatching("(?s).{10,}");
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(3_000);
  }

  @Test
  void damagedStreamsAreRefused() throws Exception {
    Random random = new Random(8);
    for (Expr each : samples()) {
      byte[] bad = written(each);
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(read(bad)).isInstanceOfAny(Expr.class);
      } catch (IOException | ClassNotFoundException expected) {
        assertThat(expected.toString()).isNotEmpty();
      }
    }
  }

  /** Bytes by hand: the kinds by their numbers, texts and numbers with their lengths. */
  private static byte[] bytesOf(Object... parts) {
    ByteBuffer buffer = ByteBuffer.allocate(1_000);
    for (Object part : parts) {
      if (part instanceof Integer number) {
        buffer.putInt(number);
      } else if (part instanceof Byte one) {
        buffer.put(one);
      } else {
        byte[] text = part.toString().getBytes(java.nio.charset.StandardCharsets.UTF_16BE);
        buffer.putInt(text.length).put(text);
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static final byte VERSION = 2;
  private static final byte NUMBER = 0;
  private static final byte SYMBOL = 2;
  private static final byte BOUND = 4;
  private static final byte POWER = 8;
  private static final byte APPLY = 9;
  private static final byte REDUCTION = 10;
  private static final byte RELATION = 14;

  /** The number 2 as a node. */
  private static final List<Object> TWO = List.of(NUMBER, 1, (byte) 2, 1, (byte) 1, 0);

  private static byte[] row(int count, List<?>... nodes) {
    List<Object> all = new ArrayList<>(List.of(VERSION, count));
    Arrays.stream(nodes).forEach(all::addAll);
    return bytesOf(all.toArray());
  }

  @Test
  void readsWhatIsWrittenByHand() throws Exception {
    Expr read = SerializedNodes.read(row(3, List.of(SYMBOL, "x", 0), TWO, List.of(POWER, 2, 0, 1)));

    assertThat(read).isSameAs(Chainrule.parse("x^2"));
  }

  @Test
  void refusesWhatNoConstructorMakes() {
    List<Object> x = List.of(SYMBOL, "x", 0);
    List<Object> comparison = List.of(RELATION, 2, 2, 0, 1);
    refuses(row(1, List.of(BOUND, 1, 0)), "nothing binds");
    refuses(row(1, List.of(BOUND, 0, 0)), "count below 1");
    refuses(row(1, List.of(SYMBOL, "", 0)), "not");
    refuses(row(1, List.of(SYMBOL, "#1", 0)), "not a name");
    refuses(row(3, x, TWO, List.of(POWER, 2, 1, 1)), "no constructor makes");
    refuses(row(3, x, TWO, List.of(POWER, 1, 1)), "parts");
    refuses(row(3, x, TWO, List.of(POWER, 2, 0, 2)), "not there");
    refuses(row(4, x, TWO, comparison, List.of(POWER, 2, 0, 2)), "a condition where a number");
    refuses(row(2, x, x), "no constructor makes");
    refuses(row(2, x, List.of(APPLY, "nothing", -1, 1, 0)), "no function is called nothing");
    refuses(row(2, x, List.of(APPLY, "atan2", -1, 1, 0)), "takes 2 arguments");
    refuses(row(1, List.of(NUMBER, 1, (byte) 2, 1, (byte) 0, 0)), "denominator");
    refuses(row(1, List.of(NUMBER, 1, (byte) 2, 1, (byte) 2, 0)), "no constructor makes");
    refuses(row(2, x, List.of(REDUCTION, 0, 1, 4, 0, 0, 0, 0)), "a number where a condition");
    refuses(row(Integer.MAX_VALUE, x), "not an expression");
    refuses(row(0), "length is wrong");
    refuses(new byte[0], "not an expression");
    refuses(bytesOf((byte) 1, 1, SYMBOL, "x", 0), "another version");
  }

  private static void refuses(byte[] bytes, String message) {
    assertThatThrownBy(() -> SerializedNodes.read(bytes))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theFilterStopsForeignClassesBeforeTheyAreMade() throws Exception {
    for (Object foreign :
        List.of(new Foreign(), List.of(Chainrule.parse("x")), new Object[] {new Foreign()})) {
      byte[] bytes = written(foreign);
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(InvalidClassException.class);
    }
    assertThat(Foreign.isMade).isFalse();
  }

  @Test
  void aNodeInTheStreamItselfIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
    out.writeShort(ObjectStreamConstants.STREAM_VERSION);
    out.writeByte(ObjectStreamConstants.TC_OBJECT);
    out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
    out.writeUTF(KroneckerDelta.class.getName());
    out.writeLong(1);
    out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
    out.writeShort(0);
    out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
    out.writeByte(ObjectStreamConstants.TC_NULL);

    assertThatThrownBy(() -> read(bytes.toByteArray()))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining("part of a whole expression");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  void deepExpressionsAreReadWithoutTheStack(int depth) throws Exception {
    Function sine = ((Apply) Chainrule.parse("sin(x)")).function();
    Expr deep = Expr.symbol("x");
    for (int i = 0; i < depth; i++) {
      deep = Apply.of(sine, deep);
    }

    assertThat(read(written(deep))).isSameAs(deep);
  }
}
