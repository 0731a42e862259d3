package org.glassfish.tyrus.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Does what Tyrus does with its connection: listens, then opens, and knows nothing of an end that came before it was done. */
public final class Upgrades implements HttpUpgradeHandler, ReadListener {

    /** What the application heard, in order. */
    public final List<String> heard = new ArrayList<>();

    private boolean opened;

    @Override
    public void init(WebConnection connection) {
        try {
            connection.getInputStream().setReadListener(this);
            connection.getOutputStream().write('!');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        heard.add("open");
        opened = true;
    }

    @Override
    public void onDataAvailable() {
        hear("data");
    }

    @Override
    public void onAllDataRead() {
        hear("end");
    }

    @Override
    public void onError(Throwable error) {
        hear(String.valueOf(error.getMessage()));
    }

    @Override
    public void destroy() {
        hear("destroyed");
    }

    private void hear(String what) {
        if (opened) {
            heard.add(what);
        }
    }
}
