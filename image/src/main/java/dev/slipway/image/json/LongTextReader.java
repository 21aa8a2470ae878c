package dev.slipway.image.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.avaje.json.JsonDataException;
import io.avaje.json.JsonReader;
import io.avaje.json.PropertyNames;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Jackson's parser behind the interface that adapters read from. The parser always stands on the
/// value that is read next.
final class LongTextReader implements JsonReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;

  LongTextReader(byte[] document) {
    this.parser = get(() -> JSON.createParser(document));
    get(parser::nextToken);
  }

  private interface Reading<T extends @Nullable Object> {
    T read() throws IOException;
  }

  private static <T extends @Nullable Object> T get(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException malformed) {
      throw new JsonDataException(malformed);
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(parser);
  }

  private void require(JsonToken expected) {
    if (parser.currentToken() != expected) {
      throw new JsonDataException(
          "expected " + expected + ", not " + parser.currentToken() + " at " + location());
    }
  }

  @Override
  public void beginArray() {
    require(JsonToken.START_ARRAY);
  }

  @Override
  public boolean hasNextElement() {
    return get(parser::nextToken) != JsonToken.END_ARRAY;
  }

  @Override
  public void endArray() {
    require(JsonToken.END_ARRAY);
  }

  @Override
  public void beginObject(PropertyNames names) {
    beginObject();
  }

  @Override
  public void beginObject() {
    require(JsonToken.START_OBJECT);
  }

  @Override
  public boolean hasNextField() {
    return get(parser::nextToken) == JsonToken.FIELD_NAME;
  }

  @Override
  public String nextField() {
    require(JsonToken.FIELD_NAME);
    String name = get(parser::currentName);
    get(parser::nextToken);
    return name;
  }

  @Override
  public void endObject() {
    require(JsonToken.END_OBJECT);
  }

  @Override
  public boolean isNullValue() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  @Override
  public boolean readBoolean() {
    return !isNullValue() && get(parser::getBooleanValue);
  }

  @Override
  public int readInt() {
    return isNullValue() ? 0 : get(parser::getIntValue);
  }

  @Override
  public long readLong() {
    return isNullValue() ? 0 : get(parser::getLongValue);
  }

  @Override
  public double readDouble() {
    return isNullValue() ? 0 : get(parser::getDoubleValue);
  }

  @Override
  public BigDecimal readDecimal() {
    return get(parser::getDecimalValue);
  }

  @Override
  public BigInteger readBigInteger() {
    return get(parser::getBigIntegerValue);
  }

  /// Null for null, as the fast parser, though the interface does not say so.
  @Override
  @SuppressWarnings("NullAway")
  public String readString() {
    if (isNullValue()) {
      return null;
    }
    require(JsonToken.VALUE_STRING);
    return get(parser::getText);
  }

  @Override
  public byte[] readBinary() {
    return get(parser::getBinaryValue);
  }

  @Override
  public String readRaw() {
    return get(() -> {
      var raw = new StringWriter();
      try (var generator = JSON.createGenerator(raw)) {
        generator.copyCurrentStructure(parser);
      }
      return raw.toString();
    });
  }

  @Override
  public String location() {
    var at = parser.currentLocation();
    return "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  @Override
  public Token currentToken() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new JsonDataException("the document ends at " + location());
    }
    return switch (token) {
      case START_OBJECT -> Token.BEGIN_OBJECT;
      case START_ARRAY -> Token.BEGIN_ARRAY;
      case VALUE_STRING -> Token.STRING;
      case VALUE_TRUE, VALUE_FALSE -> Token.BOOLEAN;
      case VALUE_NULL -> Token.NULL;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Token.NUMBER;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new JsonDataException("no value at " + location());
    };
  }

  @Override
  public void skipValue() {
    get(parser::skipChildren);
  }

  @Override
  public void unmappedField(String fieldName) {
    // Documents may hold more than is read of them.
  }

  @Override
  public void close() {
    get(() -> {
      parser.close();
      return "";
    });
  }
}
