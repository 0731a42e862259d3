package org.sluice.server.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the context parameters of a {@code web.xml} (Jakarta Servlet 5.0, 14.4), and nothing else of it. What they mean is left to the
 * settings. A document type is passed over, and no entity is resolved, so that a file opens no other and stays as small as it is.
 */
final class WebXml {

    private static final String PARAMETER = "context-param";

    private final XMLStreamReader xml;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private WebXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * The parameters, in their order; none where there is no such file.
     *
     * @throws XMLStreamException if it is no XML, or a parameter has no name, no value or a name that is taken; the message says where
     */
    static Map<String, String> contextParameters(Path file) throws IOException, XMLStreamException {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try (InputStream content = Files.newInputStream(file)) {
            XMLStreamReader reader = factory().createXMLStreamReader(content);
            try {
                return new WebXml(reader).read();
            } finally {
                reader.close();
            }
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private Map<String, String> read() throws XMLStreamException {
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
                if (depth == 2 && xml.getLocalName().equals(PARAMETER)) {
                    parameter();
                    depth--;
                }
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    /** From its start to its end. */
    private void parameter() throws XMLStreamException {
        String name = "";
        String value = null;
        while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "param-name" -> name = xml.getElementText().strip();
                case "param-value" -> value = xml.getElementText().strip();
                default -> xml.getElementText();
            }
        }
        if (name.isEmpty() || value == null) {
            throw wrong("a " + PARAMETER + " has no param-name or no param-value");
        }
        if (parameters.put(name, value) != null) {
            throw wrong("there are two values of the " + PARAMETER + ' ' + name);
        }
    }

    private XMLStreamException wrong(String problem) {
        return new XMLStreamException(problem, xml.getLocation());
    }
}
