package org.sluice.server.launcher;

import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import org.sluice.core.config.Setting;
import org.sluice.core.config.SettingSource;
import org.sluice.core.config.Settings;

/**
 * Says whose web pages may connect, from the places where settings stand. The embedded server asks one list for all its applications:
 * that of a WAR counts where the WAR is alone, and is refused where it would hold for others.
 */
final class WarOrigins {

    private WarOrigins() {}

    /**
     * The list.
     *
     * @param alone whether there are no other applications than a single WAR
     * @throws WarException if a WAR among several applications lists origins, and the program does not
     * @throws IllegalArgumentException if a setting is wrong
     */
    static Collection<String> of(Deque<War> wars, boolean alone) throws WarException {
        SettingSource system = SettingSource.systemProperties();
        SettingSource environment = SettingSource.environment();
        Settings settings = Settings.read(system, environment);
        if (!settings.isGiven(Setting.ALLOWED_ORIGINS)) {
            for (War war : wars) {
                Map<String, String> own = war.contextParameters();
                Settings with = Settings.read(SettingSource.contextParameters(own::get, own.keySet()));
                if (with.isGiven(Setting.ALLOWED_ORIGINS) && alone) {
                    return with.allowedOrigins().listed();
                }
                if (with.isGiven(Setting.ALLOWED_ORIGINS)) {
                    throw new WarException(
                            war.given(),
                            "its web.xml sets " + Setting.ALLOWED_ORIGINS.fullName()
                                    + ", which this server has for all its applications together; say it by the system property, by "
                                    + Setting.ALLOWED_ORIGINS.variable() + " or with --allow-origin",
                            null);
                }
            }
        }
        return settings.allowedOrigins().listed();
    }
}
