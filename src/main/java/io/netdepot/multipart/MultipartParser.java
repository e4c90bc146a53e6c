package io.netdepot.multipart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Takes a form apart while it comes, in pieces cut anywhere. The bytes of a part are handed on as
 * they lie in the pieces; of a piece nothing is kept but what may be the beginning of a delimiter.
 *
 * <p>As lenient as clients need: what stands before the first part and after the last is ignored,
 * and so are spaces behind a boundary. Used by one thread. After it has thrown it must not be used.
 */
public final class MultipartParser {
  private static final int LONGEST_PADDING = 64;
  private static final int LONGEST_FIRST_LINE =
      "--\r\n".length() + Boundary.LONGEST + LONGEST_PADDING;

  private final MultipartLimits limits;
  private final PartSink sink;

  // Mutable state
  private Optional<Delimiter> delimiter;
  private State state;
  private final HeldBytes held = new HeldBytes();
  // How much of a delimiter has been seen, and how much of that is no content even if it is none:
  // the line break that the first delimiter lacks, and the one that ends a head.
  private int matched;
  private int borrowed;
  private int parts;
  private boolean inPart;
  private boolean inFile;
  // The bytes of the present part that is no file, of the preamble, or of the epilogue.
  private long beside;

  private enum State {
    /** The first line is to tell the boundary. */
    FIRST_LINE,
    /** The preamble, or the bytes of a part. */
    CONTENT,
    /** Behind a boundary: another part, or the end. */
    BOUNDARY,
    HEAD,
    EPILOGUE
  }

  private MultipartParser(
      Optional<Delimiter> delimiter, State state, MultipartLimits limits, PartSink sink) {
    this.delimiter = delimiter;
    this.state = state;
    this.limits = limits;
    this.sink = sink;
    borrowLineBreak();
  }

  private void borrowLineBreak() {
    matched = "\r\n".length();
    borrowed = matched;
  }

  /** A parser of a form whose boundary is known. */
  public static MultipartParser of(Boundary boundary, MultipartLimits limits, PartSink sink) {
    return new MultipartParser(Optional.of(new Delimiter(boundary)), State.CONTENT, limits, sink);
  }

  /**
   * A parser of a body that is not said to be a form, and may be one: its first line tells the
   * boundary. Some clients of vManage send a form as {@code application/json}.
   */
  public static MultipartParser findingBoundary(MultipartLimits limits, PartSink sink) {
    return new MultipartParser(Optional.empty(), State.FIRST_LINE, limits, sink);
  }

  /**
   * Takes the next bytes of the body, all of them.
   *
   * @throws MultipartProblem when the body is not a form, or goes beyond a limit
   * @throws IOException what the sink threw
   */
  public void take(ByteBuffer piece) throws IOException {
    ByteBuffer rest = piece.slice();
    piece.position(piece.limit());
    while (rest.hasRemaining()) {
      switch (state) {
        case FIRST_LINE -> firstLine(rest.get());
        case CONTENT -> content(rest);
        case BOUNDARY -> behindBoundary(rest.get());
        case HEAD -> head(rest.get());
        case EPILOGUE -> {
          countBeside(rest.remaining());
          return;
        }
      }
    }
  }

  /**
   * To be called at the end of the body.
   *
   * @throws MultipartProblem when the form is not whole
   */
  public void finish() throws MultipartProblem {
    if (state == State.FIRST_LINE) {
      throw noForm();
    }
    if (state != State.EPILOGUE) {
      throw new MultipartProblem(
          "The body ends before the form does: its last boundary, with two dashes behind it, is"
              + " missing");
    }
  }

  private void firstLine(byte one) throws MultipartProblem {
    held.add(one);
    if (held.endsWith("\r\n")) {
      String line = StandardCharsets.ISO_8859_1.decode(held.allBut(2)).toString().stripTrailing();
      if (!line.startsWith("--") || !Boundary.isPossible(line.substring(2))) {
        throw noForm();
      }
      delimiter = Optional.of(new Delimiter(new Boundary(line.substring(2))));
      beginHead();
    } else if (held.size() >= LONGEST_FIRST_LINE) {
      throw noForm();
    }
  }

  private static MultipartProblem noForm() {
    return new MultipartProblem(
        "The body is not a form; send the file as multipart/form-data, as curl -F file=@FILE does");
  }

  private Delimiter delimiter() {
    return delimiter.orElseThrow();
  }

  private void content(ByteBuffer rest) throws IOException {
    if (matched > 0) {
      goOnMatching(rest);
      return;
    }
    borrowed = 0;
    int found = delimiter().find(rest);
    int end = found >= 0 ? found : rest.limit() - delimiter().begunAtEnd(rest);
    if (end > rest.position()) {
      emit(rest.slice(rest.position(), end - rest.position()));
    }
    if (found >= 0) {
      rest.position(found + delimiter().length());
      matched = delimiter().length();
      state = State.BOUNDARY;
    } else {
      matched = rest.limit() - end;
      rest.position(rest.limit());
    }
  }

  private void goOnMatching(ByteBuffer rest) throws IOException {
    while (rest.hasRemaining() && matched < delimiter().length()) {
      if (rest.get(rest.position()) != delimiter().at(matched)) {
        // No other delimiter can have begun in it: a carriage return is only its first byte.
        emitMatched();
        matched = 0;
        return;
      }
      rest.position(rest.position() + 1);
      matched++;
    }
    if (matched == delimiter().length()) {
      state = State.BOUNDARY;
    }
  }

  private void emitMatched() throws IOException {
    if (matched > borrowed) {
      emit(delimiter().part(borrowed, matched));
    }
  }

  private void behindBoundary(byte one) throws IOException {
    held.add(one);
    if (held.is("--")) {
      endPart();
      held.clear();
      state = State.EPILOGUE;
    } else if (held.endsWith("\r\n") && held.isBlankBut(2)) {
      endPart();
      beginHead();
    } else if (!mayBecomeBoundary()) {
      backToContent();
    }
  }

  private boolean mayBecomeBoundary() {
    return held.is("-")
        || (held.size() <= LONGEST_PADDING && held.isBlankBut(held.endsWith("\r") ? 1 : 0));
  }

  // It was a line of the content that only begins like a boundary, as that of a form within.
  private void backToContent() throws IOException {
    emitMatched();
    borrowed = 0;
    matched = held.endsWith("\r") ? 1 : 0;
    if (held.size() > matched) {
      emit(held.allBut(matched));
    }
    held.clear();
    state = State.CONTENT;
  }

  private void beginHead() throws MultipartProblem {
    held.clear();
    parts++;
    if (parts > limits.parts()) {
      throw new MultipartProblem("The form has more than " + limits.parts() + " parts");
    }
    state = State.HEAD;
  }

  private void head(byte one) throws IOException {
    held.add(one);
    if (held.is("\r\n") || held.endsWith("\r\n\r\n")) {
      PartHead head = PartHead.parse(held.allBut(2));
      held.clear();
      inPart = true;
      inFile = head.isFile();
      beside = 0;
      borrowLineBreak();
      state = State.CONTENT;
      sink.begin(head);
    } else if (held.size() >= limits.headerBytes()) {
      throw new MultipartProblem(
          "The headers of a part of the form have more than " + limits.headerBytes() + " bytes");
    }
  }

  private void endPart() throws IOException {
    if (inPart) {
      inPart = false;
      sink.end();
    }
    beside = 0;
  }

  private void emit(ByteBuffer bytes) throws IOException {
    if (!inFile || !inPart) {
      countBeside(bytes.remaining());
    }
    if (inPart) {
      sink.bytes(bytes);
    }
  }

  private void countBeside(int bytes) throws MultipartProblem {
    beside += bytes;
    if (beside > limits.fieldBytes()) {
      throw new MultipartProblem(
          inPart
              ? "A field of the form that is no file has more than "
                  + limits.fieldBytes()
                  + " bytes; a file must have a filename"
              : "The form has more than "
                  + limits.fieldBytes()
                  + " bytes before its first part or after its last");
    }
  }
}
