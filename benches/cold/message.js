// The time until the first message, with nothing loaded before.
import { BackendMessage } from "backend-message";

BackendMessage.parse('{"id":"m-1","role":"user","sessionId":"s-17","userInput":"Hello"}');
