/** A number as JSON holds it: "NaN", "Infinity", "-Infinity", and integers beyond 2^53 as text. */
export type JsonNumber = number | string;
