package org.sluice.samples.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.BandwidthStatistics;
import org.sluice.api.CertificateError;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.ServerCertificateValidator;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocketControl;
import org.sluice.api.WebSocketInformation;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;

/** The guide for those who come from UWP shows code that runs, and leaves no member out. */
class PortingGuideTest {

    private static final Pattern SNIPPET =
            Pattern.compile("<!-- samples: (\\w+) (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

    private static String guide() throws IOException {
        return Files.readString(Path.of("../docs/porting-from-uwp.md"));
    }

    @Test
    @DisplayName("the Java of the guide is that of the samples, which are tested")
    void snippets() throws IOException {
        List<MatchResult> snippets = SNIPPET.matcher(guide()).results().toList();
        assertThat(snippets).hasSize(guide().split("```java", -1).length - 1).isNotEmpty();
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(3)).isEqualTo(ofSample(snippet.group(1), snippet.group(2)));
        }
    }

    private static String ofSample(String type, String part) throws IOException {
        String source = Files.readString(Path.of("src/main/java/org/sluice/samples/scenario/" + type + ".java"));
        int begin = source.indexOf("// begin " + part + "\n");
        int end = source.indexOf("    // end " + part + "\n");
        assertThat(begin).as(type + " has a part " + part).isPositive();
        return source.substring(source.indexOf('\n', begin) + 1, end)
                        .stripTrailing()
                        .stripIndent() + "\n";
    }

    /** Public members of the model, as its reference has them: sockets, controls, information, events, errors, data. */
    private static final String MODEL = """
            MessageWebSocket StreamWebSocket ConnectAsync SetRequestHeader Close Dispose Closed Control Information OutputStream
            ServerCustomValidationRequested MessageReceived SendFinalFrameAsync SendNonfinalFrameAsync InputStream
            MaxMessageSize MessageType ReceiveMode NoDelay OutboundBufferSizeInBytes SupportedProtocols ServerCredential
            ProxyCredential ClientCertificate IgnorableServerCertificateErrors DesiredUnsolicitedPongInterval
            ActualUnsolicitedPongInterval
            LocalAddress Protocol BandwidthStatistics ServerCertificate ServerCertificateErrors
            ServerCertificateErrorSeverity ServerIntermediateCertificates
            OutboundBitsPerSecond InboundBitsPerSecond OutboundBitsPerSecondInstability InboundBitsPerSecondInstability
            OutboundBandwidthPeaked InboundBandwidthPeaked
            IsMessageComplete GetDataReader GetDataStream Code Reason Reject GetDeferral
            SocketMessageType Binary Utf8 MessageWebSocketReceiveMode FullMessage PartialMessage WebSocketError GetStatus
            WebErrorStatus WebSocketKeepAlive
            Success Untrusted Revoked Expired IncompleteChain InvalidSignature WrongUsage InvalidName
            InvalidCertificateAuthorityPolicy BasicConstraintsError UnknownCriticalExtension RevocationInformationMissing
            RevocationFailure OtherErrors
            DataWriter DataReader ByteOrder UnicodeEncoding UnstoredBufferLength UnconsumedBufferLength InputStreamOptions
            StoreAsync FlushAsync LoadAsync FromBuffer DetachBuffer DetachStream MeasureString
            WriteBoolean WriteBuffer WriteByte WriteBytes WriteDateTime WriteDouble WriteGuid WriteInt16 WriteInt32
            WriteInt64 WriteSingle WriteString WriteTimeSpan WriteUInt16 WriteUInt32 WriteUInt64
            ReadBoolean ReadBuffer ReadByte ReadBytes ReadDateTime ReadDouble ReadGuid ReadInt16 ReadInt32 ReadInt64
            ReadSingle ReadString ReadTimeSpan ReadUInt16 ReadUInt32 ReadUInt64
            """;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\W+");

    /** The words of one column of all tables. */
    private static Set<String> column(int number) throws IOException {
        return guide().lines()
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> BETWEEN_WORDS.splitAsStream(line.split("\\|", -1)[number]))
                .collect(Collectors.toSet());
    }

    @Test
    @DisplayName("the guide has every member of the model")
    void membersOfTheModel() throws IOException {
        assertThat(column(1)).containsAll(BETWEEN_WORDS.splitAsStream(MODEL).toList());
    }

    @Test
    @DisplayName("the guide has every member of sockets, options, information, events, readers and writers")
    void members() throws IOException {
        Set<String> ours = column(2);
        for (Class<?> type : List.of(
                MessageWebSocket.class,
                StreamWebSocket.class,
                MessageWebSocketControl.class,
                WebSocketControl.class,
                WebSocketInformation.class,
                BandwidthStatistics.class,
                ReceivedMessage.class,
                ClosedEvent.class,
                ServerCertificateValidator.class,
                DataReader.class,
                DataWriter.class)) {
            assertThat(Stream.of(type.getMethods())
                            .filter(method -> method.getDeclaringClass() != Object.class)
                            .map(Method::getName)
                            .filter(name -> !OF_OBJECT.contains(name)))
                    .as("%s", type)
                    .isNotEmpty()
                    .isSubsetOf(ours);
        }
    }

    @Test
    @DisplayName("the guide has every error of a certificate")
    void certificateErrors() throws IOException {
        assertThat(column(2))
                .containsAll(
                        Stream.of(CertificateError.values()).map(Enum::name).toList());
    }
}
