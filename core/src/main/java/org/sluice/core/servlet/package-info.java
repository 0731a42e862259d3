/** The library's part in a servlet container: it starts and stops with a web application, by itself. The only package that names servlets. */
@NullMarked
package org.sluice.core.servlet;

import org.jspecify.annotations.NullMarked;
