declare module "virtual:world" {
  import type { GeometryCollection, Topology } from "topojson-specification";

  export const topology: Topology<{ countries: GeometryCollection }>;
  /** ISO code, name, longitude, latitude. */
  export const table: readonly (readonly [string, string, number, number])[];
}
