package org.sluice.it.app;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** A bean that lives as long as one callback. */
@RequestScoped
public class Visit {

    private final String id = UUID.randomUUID().toString();

    public String id() {
        return id;
    }
}
