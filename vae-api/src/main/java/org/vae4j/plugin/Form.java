package org.vae4j.plugin;

/** How the values of one type of field look in a document. */
interface Form {
  /** The type's name in lists of components: {@code integer}, {@code list of layer}. */
  String name();

  /**
   * The value that a part of a document says.
   *
   * @throws org.vae4j.error.DefinitionException if it says something else
   */
  Object read(Object tree, Place place);

  /**
   * The part of a document that says a value.
   *
   * @throws org.vae4j.error.DefinitionException if the value, or a part of it, is not data
   */
  Object write(Object value, Place place);
}
