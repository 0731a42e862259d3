/**
 * Typed values on streams of bytes, after {@code Windows.Storage.Streams}: {@link org.sluice.api.data.DataWriter} collects
 * values and stores them in an {@link java.io.OutputStream}, {@link org.sluice.api.data.DataReader} loads bytes from an
 * {@link java.io.InputStream} and reads values out of them. Nothing here knows a WebSocket; any stream will do.
 */
@NullMarked
package org.sluice.api.data;

import org.jspecify.annotations.NullMarked;
