import type { Issue } from "../pure/generated/issue.js";

/**
 * Standard Schema v1 and Standard JSON Schema v1 (https://standardschema.dev, version 1.1), by which forms, routers
 * and others take validators of any make.
 */
export type StandardSchema<T> = {
  /** What the consumers of Standard Schema use. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: T; readonly output: T } | undefined;
    /** As `safeFrom` of the codec with the default options. */
    readonly validate: (
      value: unknown,
      options?: { readonly libraryOptions?: Record<string, unknown> | undefined } | undefined,
    ) => { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    /** JSON Schema of the camelCase form, for the targets `draft-2020-12` and `draft-07`; others throw. */
    readonly jsonSchema: {
      /** Of what `validate` takes. */
      readonly input: (options: StandardJsonSchemaOptions) => Record<string, unknown>;
      /** Of what `validate` gives, which is the same. */
      readonly output: (options: StandardJsonSchemaOptions) => Record<string, unknown>;
    };
  };
};

/** Which JSON Schema a consumer of Standard JSON Schema asks for. */
export type StandardJsonSchemaOptions = {
  /** The version of JSON Schema. */
  readonly target: "draft-2020-12" | "draft-07" | "openapi-3.0" | ({} & string);
  /** Of no effect here. */
  readonly libraryOptions?: Record<string, unknown> | undefined;
};
