/** A user's program that knows the portable face only; the client is found at run time. */
module probe {
    requires org.sluice.api;

    opens probe; // JSON-B reads and writes the program's classes.
}
