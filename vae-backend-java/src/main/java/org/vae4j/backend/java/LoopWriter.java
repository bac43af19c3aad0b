package org.vae4j.backend.java;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the class of a loop. The loop is a static method of plain arrays, all read at the place
 * that is written, because that is the form that the JIT compiler vectorizes:
 *
 * <pre>
 * static void loop(float[] y, float[] a, float[] b, float s, int from, int to, int columns) {
 *   for (int i = from; i &lt; to; i++) {
 *     float v = a[i];
 *     float w = b[i];
 *     float x = v * s;
 *     y[i] = x + w;
 *   }
 * }
 * </pre>
 *
 * A sum has the loop over a row's values in that over rows, with four sums in double precision that
 * take turns, so its order is fixed.
 */
final class LoopWriter {
  private static final String PACKAGE = "org/vae4j/backend/java/";
  private static final String NAME = PACKAGE + "Loop";
  private static final String MATH = PACKAGE + "LoopMath";
  private static final int LANES = 4;

  private final LoopCode code;
  private final MethodVisitor method;
  private final int firstNumber;
  private final int from;
  private final int to;
  private final int columns;
  private final int index;
  private final int end;
  private final int sums;
  private final int values;

  private LoopWriter(LoopCode code, MethodVisitor method) {
    this.code = code;
    this.method = method;
    this.firstNumber = 1 + code.arrays();
    this.from = firstNumber + code.numbers();
    this.to = from + 1;
    this.columns = from + 2;
    this.index = from + 3;
    this.end = from + 4;
    this.sums = from + 5;
    this.values = sums + 2 * LANES;
  }

  /** The class file of a {@link LoopKernel}. */
  static byte[] write(LoopCode code) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(
        V17, ACC_FINAL, NAME, null, "java/lang/Object", new String[] {PACKAGE + "LoopKernel"});
    MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    String type = "(" + "[F".repeat(1 + code.arrays()) + "F".repeat(code.numbers()) + "III)V";
    writeRun(code, type, writer.visitMethod(ACC_PUBLIC, "run", "([[FIII)V", null, null));
    MethodVisitor loop = writer.visitMethod(ACC_STATIC, "loop", type, null, null);
    new LoopWriter(code, loop).writeLoop();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Unpacks the arrays. */
  private static void writeRun(LoopCode code, String type, MethodVisitor run) {
    run.visitCode();
    for (int at = 0; at < 1 + code.arrays() + code.numbers(); at++) {
      run.visitVarInsn(ALOAD, 1);
      run.visitIntInsn(SIPUSH, at);
      run.visitInsn(AALOAD);
      if (at > code.arrays()) {
        run.visitInsn(ICONST_0);
        run.visitInsn(FALOAD);
      }
    }
    run.visitVarInsn(ILOAD, 2);
    run.visitVarInsn(ILOAD, 3);
    run.visitVarInsn(ILOAD, 4);
    run.visitMethodInsn(INVOKESTATIC, NAME, "loop", type, false);
    run.visitInsn(RETURN);
    run.visitMaxs(0, 0);
    run.visitEnd();
  }

  private void writeLoop() {
    method.visitCode();
    if (code.sums()) {
      writeSums();
    } else {
      forEach(from, from, to, 1, () -> store(from, () -> writeValue(from, 0)));
    }
    method.visitInsn(RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** {@code for (; counter < limit - (step - 1); counter += step)}, the counter started before. */
  private void forEach(int counter, int start, int limit, int step, Runnable body) {
    Label test = new Label();
    Label after = new Label();
    if (start != counter) {
      method.visitVarInsn(ILOAD, start);
      method.visitVarInsn(ISTORE, counter);
    }
    method.visitLabel(test);
    method.visitVarInsn(ILOAD, counter);
    if (step > 1) {
      method.visitIntInsn(BIPUSH, step - 1);
      method.visitInsn(IADD);
    }
    method.visitVarInsn(ILOAD, limit);
    method.visitJumpInsn(IF_ICMPGE, after);
    body.run();
    method.visitIincInsn(counter, step);
    method.visitJumpInsn(GOTO, test);
    method.visitLabel(after);
  }

  /** {@code y[place] = value}. */
  private void store(int place, Runnable value) {
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ILOAD, place);
    value.run();
    method.visitInsn(FASTORE);
  }

  private void writeSums() {
    forEach(
        from,
        from,
        to,
        1,
        () -> {
          for (int lane = 0; lane < LANES; lane++) {
            method.visitInsn(DCONST_0);
            method.visitVarInsn(DSTORE, sums + 2 * lane);
          }
          product(from, 0, index);
          product(from, 1, end);
          forEach(
              index,
              index,
              end,
              LANES,
              () -> {
                for (int lane = 0; lane < LANES; lane++) {
                  addTo(lane, lane);
                }
              });
          forEach(index, index, end, 1, () -> addTo(0, 0));
          store(
              from,
              () -> {
                method.visitVarInsn(DLOAD, sums);
                method.visitVarInsn(DLOAD, sums + 2);
                method.visitInsn(DADD);
                method.visitVarInsn(DLOAD, sums + 4);
                method.visitVarInsn(DLOAD, sums + 6);
                method.visitInsn(DADD);
                method.visitInsn(DADD);
                method.visitInsn(D2F);
              });
        });
  }

  /** {@code target = (row + added) * columns}. */
  private void product(int row, int added, int target) {
    method.visitVarInsn(ILOAD, row);
    method.visitIntInsn(BIPUSH, added);
    method.visitInsn(IADD);
    method.visitVarInsn(ILOAD, columns);
    method.visitInsn(IMUL);
    method.visitVarInsn(ISTORE, target);
  }

  /** Adds the value at a distance from the index to a lane's sum. */
  private void addTo(int lane, int distance) {
    writeValue(index, distance);
    method.visitInsn(F2D);
    method.visitVarInsn(DLOAD, sums + 2 * lane);
    method.visitInsn(DADD);
    method.visitVarInsn(DSTORE, sums + 2 * lane);
  }

  /** Computes all values at a place and leaves the last on the stack. */
  private void writeValue(int place, int distance) {
    for (int array = 0; array < code.arrays(); array++) {
      method.visitVarInsn(ALOAD, 1 + array);
      method.visitVarInsn(ILOAD, place);
      if (distance > 0) {
        method.visitIntInsn(BIPUSH, distance);
        method.visitInsn(IADD);
      }
      method.visitInsn(FALOAD);
      method.visitVarInsn(FSTORE, values + array);
    }
    int value = code.arrays() + code.numbers();
    for (LoopCode.Instruction instruction : code.instructions()) {
      instruction.operands().forEach(this::load);
      write(instruction);
      method.visitVarInsn(FSTORE, values + value++);
    }
    load(value - 1);
  }

  private void load(int value) {
    boolean isNumber = value >= code.arrays() && value < code.arrays() + code.numbers();
    method.visitVarInsn(FLOAD, isNumber ? firstNumber + value - code.arrays() : values + value);
  }

  private void write(LoopCode.Instruction instruction) {
    switch (instruction.function()) {
      case SAME -> {}
      case NEG -> method.visitInsn(FNEG);
      case PLUS -> method.visitInsn(FADD);
      case MINUS -> method.visitInsn(FSUB);
      case TIMES -> method.visitInsn(FMUL);
      case DIVIDED_BY -> method.visitInsn(FDIV);
      case ABS -> call("java/lang/Math", "abs", Type.FLOAT_TYPE);
      case SIGN -> call("java/lang/Math", "signum", Type.FLOAT_TYPE);
      case MAX -> call("java/lang/Math", "max", Type.FLOAT_TYPE, Type.FLOAT_TYPE);
      case RELU -> {
        method.visitInsn(FCONST_0);
        call("java/lang/Math", "max", Type.FLOAT_TYPE, Type.FLOAT_TYPE);
      }
      case POLYGAMMA -> {
        method.visitLdcInsn(instruction.order());
        call(MATH, "polygamma", Type.FLOAT_TYPE, Type.INT_TYPE);
      }
      case SQRT, FLOOR, EXPM1, LOG, LOG1P, TANH, ERF, ERFC, LGAMMA, SIN, COS -> math(instruction);
      case POW, WHERE, GATE -> math(instruction);
      case IS_FINITE -> call(MATH, "isFinite", Type.FLOAT_TYPE);
      case SOFTPLUS_BESIDE -> call(MATH, "softplusBeside", Type.FLOAT_TYPE, Type.FLOAT_TYPE);
      case GREATER_THAN -> call(MATH, "greaterThan", Type.FLOAT_TYPE, Type.FLOAT_TYPE);
      case EQUAL_TO -> call(MATH, "equalTo", Type.FLOAT_TYPE, Type.FLOAT_TYPE);
    }
  }

  private void math(LoopCode.Instruction instruction) {
    Type[] floats = new Type[instruction.function().arity()];
    java.util.Arrays.fill(floats, Type.FLOAT_TYPE);
    call(MATH, instruction.function().toString(), floats);
  }

  private void call(String owner, String name, Type... operands) {
    String type = Type.getMethodDescriptor(Type.FLOAT_TYPE, operands);
    method.visitMethodInsn(INVOKESTATIC, owner, name, type, false);
  }
}
