/** Changes the vendor's data behind the connector's back. Ids are unified ids. */
export interface SandboxControl {
  /** The ids that a full read of this resource must give now. */
  ids(resource: string): string[];
  /** Changes a harmless field, and with it the vendor's time of change. */
  touch(resource: string, id: string): void;
  /** Deletes as the vendor does. Absent where the vendor cannot. */
  remove?(resource: string, id: string): void;
  restore?(resource: string, id: string): void;
  /** Creates one more and returns its id. */
  insert(resource: string): string;
}
