// The codecs are Standard Schemas, by the types of the standard itself.

import { BackendMessage } from "backend-message";
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";

export const schema: StandardSchemaV1<unknown, BackendMessage> = BackendMessage;
export const jsonSchema: StandardJSONSchemaV1 = BackendMessage;
export const output: StandardSchemaV1.InferOutput<typeof BackendMessage> = BackendMessage.parse("");
export const input: StandardSchemaV1.InferInput<typeof BackendMessage> = output;
