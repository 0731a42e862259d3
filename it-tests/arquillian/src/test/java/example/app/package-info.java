/** Somebody's application. */
package example.app;
