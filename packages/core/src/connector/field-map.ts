type Names = Readonly<Record<string, string>>;

/** Stands in place of a field that there is not, so that the mapping does not compile. */
interface NoSuchField<Name> {
  readonly "there is no such field": Name;
}

type Get<Fields, Name> = Name extends keyof Fields ? Fields[Name] : NoSuchField<Name>;

/** Fields of a record by their names in the vendor's row. */
export interface FieldMap<Map extends Names> {
  /** Those fields of the record, as the row has them. */
  read<Row extends object>(row: Row): { [Field in keyof Map]: Get<Row, Map[Field]> };
  /** Those columns of the row, as the record has them. */
  write<Fields extends object>(record: Fields): { [Field in keyof Map as Map[Field]]: Get<Fields, Field> };
}

/**
 * Fields whose value, once decoded, is the same in the record and in the vendor's row, declared once for both ways: `fieldMap({ jobTitle: "title" })`. What a
 * mapping has to make of two fields or to choose between stands in `read` and `write` beside it.
 */
export const fieldMap = <const Map extends Names>(names: Map): FieldMap<Map> => {
  const pairs = Object.entries(names);
  return {
    read: (row) => {
      const record: Record<string, unknown> = {};
      for (const [field, column] of pairs) record[field] = Reflect.get(row, column);
      return record as never;
    },
    write: (record) => {
      const row: Record<string, unknown> = {};
      for (const [field, column] of pairs) row[column] = Reflect.get(record, field);
      return row as never;
    },
  };
};
