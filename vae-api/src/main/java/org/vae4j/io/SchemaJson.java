package org.vae4j.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.error.ModelFormatException;
import org.vae4j.schema.Column;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.ImageShape;
import org.vae4j.schema.Scaling;

/**
 * A {@link DataSchema} as a JSON object.
 *
 * <pre>{@code
 * {"kind": "image", "height": 28, "width": 28, "channels": 1, "binarized": true}
 * {"kind": "table", "binarized": false, "columns": [{"name": "age", "offset": 38.6, "factor": 13.7}]}
 * }</pre>
 */
public final class SchemaJson {

  private SchemaJson() {}

  /** The JSON object of a schema. */
  public static Map<String, Object> write(DataSchema schema) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", schema.image().isPresent() ? "image" : "table");
    schema
        .image()
        .ifPresent(
            shape -> {
              json.put("height", shape.height());
              json.put("width", shape.width());
              json.put("channels", shape.channels());
            });
    json.put("binarized", schema.binarized());
    if (schema.image().isEmpty()) {
      json.put("columns", schema.columns().stream().map(SchemaJson::write).toList());
    }
    return JsonTree.object(json, "");
  }

  private static Map<String, Object> write(Column column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("offset", column.scaling().offset());
    json.put("factor", column.scaling().factor());
    return json;
  }

  /**
   * The schema of a JSON object.
   *
   * @throws ModelFormatException if a field is missing, unknown or has no valid value
   */
  public static DataSchema read(Map<String, Object> json) {
    try {
      JsonFields fields = new JsonFields(json, "schema");
      String kind = fields.text("kind");
      boolean binarized = fields.flag("binarized");
      DataSchema schema =
          switch (kind) {
            case "image" -> DataSchema.image(imageShape(fields));
            case "table" -> DataSchema.table(columns(fields.list("columns")));
            default ->
                throw new ModelFormatException(
                    ("schema.kind: expected \"table\" or \"image\", got \"%s\"; the file may be of"
                            + " a newer version of vae4j, use that")
                        .formatted(kind));
          };
      fields.requireAllRead();
      return schema.withBinarization(binarized);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("schema: " + e.getMessage(), e);
    }
  }

  private static ImageShape imageShape(JsonFields fields) {
    return new ImageShape(
        fields.integer("height"), fields.integer("width"), fields.integer("channels"));
  }

  private static List<Column> columns(List<?> list) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonFields fields = JsonFields.of(list.get(i), "schema.columns[%d]".formatted(i));
      Scaling scaling = new Scaling(fields.number("offset"), fields.number("factor"));
      columns.add(new Column(fields.text("name"), scaling));
      fields.requireAllRead();
    }
    return columns;
  }
}
