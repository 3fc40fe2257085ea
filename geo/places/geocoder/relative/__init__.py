"""Places told by others: "10 km north of Jableh", "between X and Y", "the border near X"."""
