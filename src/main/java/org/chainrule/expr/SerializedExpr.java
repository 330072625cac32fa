package org.chainrule.expr;

import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectInputFilter;
import java.io.ObjectOutput;

/**
 * An expression as it is written to another process: its nodes in a row, leaves first, as bytes.
 * The stream holds no other object, so that reading one makes none of a foreign class.
 */
final class SerializedExpr implements Externalizable {
  private static final long serialVersionUID = 2L;
  private static final int CHUNK = 1 << 16;

  private byte[] nodes = {};

  /** For reading. */
  public SerializedExpr() {}

  SerializedExpr(Expr root) {
    nodes = SerializedNodes.write(root);
  }

  /** Lets this class through and what is made of it, and no other. */
  static ObjectInputFilter.Status filter(ObjectInputFilter.FilterInfo info) {
    Class<?> type = info.serialClass();
    if (type == null) {
      return ObjectInputFilter.Status.UNDECIDED;
    }
    return type == SerializedExpr.class || Expr.class.isAssignableFrom(type)
        ? ObjectInputFilter.Status.ALLOWED
        : ObjectInputFilter.Status.REJECTED;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(nodes.length);
    out.write(nodes);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new InvalidObjectException("an expression of a length below 0");
    }
    // A stream that claims to be long takes memory only as far as it is.
    ByteArrayOutputStream read = new ByteArrayOutputStream(Math.min(length, CHUNK));
    byte[] chunk = new byte[Math.min(length, CHUNK)];
    for (int left = length; left > 0; ) {
      int count = Math.min(left, chunk.length);
      in.readFully(chunk, 0, count);
      read.write(chunk, 0, count);
      left -= count;
    }
    nodes = read.toByteArray();
  }

  private Object readResolve() throws InvalidObjectException {
    return SerializedNodes.read(nodes);
  }
}
