// Up to the first message, of which nothing was loaded before.
import { BackendMessage } from "backend-message";

BackendMessage.parse('{"id":"m-1","role":"user","sessionId":"s-17","userInput":"Hello"}');
