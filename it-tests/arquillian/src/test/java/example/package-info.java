/** How somebody tests an application of theirs; outside our packages, which the launcher shares with applications. */
package example;
