// Importing alone: a schema and a message come on top.
import "zod";
