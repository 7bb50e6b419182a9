// Whether values have the types, by an entry of its own.

import type { BackendMessage } from "backend-message";
import { isBackendMessage, isCallbackResultData, isToolCallData } from "backend-message/is";

declare const values: unknown[];

export const messages: BackendMessage[] = values.filter(isBackendMessage);
for (const value of values) {
  if (isToolCallData(value)) value.finished.valueOf();
  if (isCallbackResultData(value)) value.exitCode?.toFixed();
}
