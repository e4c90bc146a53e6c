package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.netdepot.config.AllowedSources;
import io.netdepot.config.DataSize;
import io.netdepot.config.SyncSettings;
import io.netdepot.peer.HttpPeer;
import io.netdepot.secret.Secret;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.store.ReceivedFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from a server that does as it should, and from one that does not. */
class HttpSourceTest {
  private static final byte[] CONTENT = random(3_000_000, 1);
  private static final byte[] OTHER = random(3_000_000, 2);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

  @SuppressWarnings("NullAway.Init") // before each test
  private HttpPeer peer;

  @SuppressWarnings("NullAway.Init") // before each test
  private SourceRoom room;

  private final List<HttpSource> sources = new ArrayList<>();

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    peer = HttpPeer.start();
    room = new SourceRoom(data);
  }

  @AfterEach
  void shut() throws Exception {
    sources.forEach(HttpSource::close);
    peer.close();
    room.close();
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private HttpSource source() {
    return source(SourceRoom.settings());
  }

  private HttpSource source(SyncSettings settings) {
    return source(settings, new AddressRules(settings.allow()));
  }

  private HttpSource source(SyncSettings settings, AddressRules rules) {
    HttpSource source =
        new HttpSource(settings, SourceRoom.MAX, rules, room.spool, room.disk, CLOCK);
    sources.add(source);
    return source;
  }

  private SourceUri uri(String path) {
    return SourceUri.parse(peer.url(path));
  }

  private Fetched.Whole whole(HttpSource source, String path) throws SourceFailure {
    return (Fetched.Whole) source.fetch(uri(path), Wanted.anyway(), new Transfer());
  }

  private SourceFailure failure(HttpSource source, String path) {
    return failure(source, uri(path), Wanted.anyway());
  }

  private SourceFailure failure(HttpSource source, SourceUri uri, Wanted wanted) {
    SourceFailure thrown =
        catchThrowableOfType(SourceFailure.class, () -> source.fetch(uri, wanted, new Transfer()));
    assertThat(thrown).as("the fetch's failure").isNotNull();
    return thrown;
  }

  private void requireWhole(ReceivedFile file) throws Exception {
    assertThat(room.content(file)).isEqualTo(CONTENT);
    assertThat(file.digest().hex()).isEqualTo(HttpPeer.sha256(CONTENT));
    room.spool.drop(file);
    assertThat(room.spooled()).isZero();
  }

  private void requireRefused(SourceFailure failure, Reason reason, String... saying)
      throws Exception {
    assertThat(failure.reason()).as(failure.sentence()).isEqualTo(reason);
    for (String part : saying) {
      assertThat(failure.sentence()).contains(part);
    }
    assertThat(room.spooled()).isZero();
  }

  @Test
  void aFileComesWholeWithItsDigest() throws Exception {
    peer.put("/a.bin", CONTENT);
    Transfer transfer = new Transfer();
    Fetched.Whole fetched =
        (Fetched.Whole) source().fetch(uri("/a.bin"), Wanted.anyway(), transfer);
    assertThat(transfer.received()).isEqualTo(CONTENT.length);
    assertThat(transfer.expected()).hasValue(CONTENT.length);
    assertThat(transfer.bytesPerSecond()).isPositive();
    assertThat(fetched.validators().etag()).isPresent();
    requireWhole(fetched.file());
  }

  @Test
  void aVersionThatIsHereDoesNotComeAgain() throws Exception {
    peer.put("/a.bin", CONTENT);
    HttpSource source = source();
    Fetched.Whole first = whole(source, "/a.bin");
    room.spool.drop(first.file());
    Wanted again = new Wanted(Optional.empty(), first.validators(), OptionalLong.empty());
    assertThat(source.fetch(uri("/a.bin"), again, new Transfer()))
        .isInstanceOf(Fetched.Unchanged.class);
    peer.put("/a.bin", OTHER);
    assertThat(source.fetch(uri("/a.bin"), again, new Transfer()))
        .isInstanceOf(Fetched.Whole.class);
  }

  @Test
  void aBrokenConnectionGoesOnWhereItBroke() throws Exception {
    peer.put("/a.bin", CONTENT)
        .once("/a.bin", HttpPeer.cutAfter(CONTENT, 1_000_000))
        .once("/a.bin", HttpPeer.hangUp());
    requireWhole(whole(source(), "/a.bin").file());
    assertThat(peer.requests("/a.bin"))
        .extracting(request -> request.field("range").orElse("all"))
        .containsExactly("all", "bytes=1000000-", "bytes=1000000-");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aServerInTroubleAfterABreakIsAskedForTheRest(int status) throws Exception {
    peer.put("/a.bin", CONTENT)
        .once("/a.bin", HttpPeer.cutAfter(CONTENT, 1_000_000))
        .once("/a.bin", HttpPeer.status(status));
    requireWhole(whole(source(), "/a.bin").file());
    assertThat(peer.requests("/a.bin"))
        .extracting(request -> request.field("range").orElse("all"))
        .containsExactly("all", "bytes=1000000-", "bytes=1000000-");
  }

  @Test
  void aPartThatIsNotThereAnyMoreIsForgotten() throws Exception {
    peer.put("/a.bin", CONTENT)
        .once("/a.bin", HttpPeer.cutAfter(CONTENT, 1_000_000))
        .once("/a.bin", HttpPeer.status(416));
    requireWhole(whole(source(), "/a.bin").file());
    assertThat(peer.requests("/a.bin"))
        .extracting(request -> request.field("range").orElse("all"))
        .containsExactly("all", "bytes=1000000-", "all");
  }

  @Test
  void theRestOfAnotherVersionIsNotTaken() throws Exception {
    peer.put("/a.bin", CONTENT).once("/a.bin", HttpPeer.cutAfter(OTHER, 1_000_000));
    requireWhole(whole(source(), "/a.bin").file());
  }

  @Test
  void aServerThatKnowsNoRangesSendsAllAgain() throws Exception {
    peer.answer("/a.bin", HttpPeer.saying(CONTENT, CONTENT.length, CONTENT.length))
        .once("/a.bin", HttpPeer.cutAfter(CONTENT, 1_000_000));
    requireWhole(whole(source(), "/a.bin").file());
  }

  @Test
  void aWrongPartIsNotTaken() throws Exception {
    peer.put("/a.bin", CONTENT)
        .once("/a.bin", HttpPeer.cutAfter(CONTENT, 1_000_000))
        .once("/a.bin", HttpPeer.status(206, "Content-Range: bytes 5-9/3000000"));
    requireWhole(whole(source(), "/a.bin").file());
  }

  @Test
  void aFileThatIsAlwaysCutIsGivenUp() throws Exception {
    peer.answer("/a.bin", HttpPeer.cutAfter(CONTENT, 1000));
    requireRefused(failure(source(), "/a.bin"), Reason.INCOMPLETE);
    assertThat(peer.requests("/a.bin")).hasSize(3);
  }

  @Test
  void fewerBytesThanSaidAreNotAFile() throws Exception {
    peer.answer("/a.bin", HttpPeer.saying(CONTENT, CONTENT.length + 1L, CONTENT.length));
    requireRefused(failure(source(), "/a.bin"), Reason.INCOMPLETE);
  }

  @Test
  void anotherSizeThanDeclaredIsRefusedBeforeItComes() throws Exception {
    peer.put("/a.bin", CONTENT);
    Wanted declared = new Wanted(Optional.empty(), Validators.NONE, OptionalLong.of(7));
    requireRefused(
        failure(source(), uri("/a.bin"), declared), Reason.DIGEST_MISMATCH, "7 are declared");
  }

  @Test
  void aFileWithoutLengthIsHeldAgainstItsDeclaredSize() throws Exception {
    peer.answer("/a.bin", HttpPeer.withoutLength(CONTENT));
    requireWhole(whole(source(), "/a.bin").file());
    Wanted declared =
        new Wanted(Optional.empty(), Validators.NONE, OptionalLong.of(CONTENT.length + 1L));
    requireRefused(failure(source(), uri("/a.bin"), declared), Reason.DIGEST_MISMATCH);
  }

  @Test
  void aPageIsNoImage() throws Exception {
    peer.answer("/typed.bin", HttpPeer.page("text/html; charset=utf-8", "Please log in"));
    peer.answer(
        "/untyped.bin",
        HttpPeer.page("application/octet-stream", "\n  <!DOCTYPE HTML>\n<title>Hello</title>"));
    requireRefused(failure(source(), "/typed.bin"), Reason.NOT_AN_IMAGE, "page of HTML");
    requireRefused(failure(source(), "/untyped.bin"), Reason.NOT_AN_IMAGE, "page of HTML");
    assertThat(peer.requests()).hasSize(2);
  }

  @Test
  void aBodyThatIsCompressedOnTheWayIsNoImage() throws Exception {
    peer.answer("/a.bin", HttpPeer.encoded("gzip", CONTENT))
        .answer("/list", HttpPeer.encoded("gzip", CONTENT))
        .answer("/plain.bin", HttpPeer.encoded("identity", CONTENT));
    requireRefused(failure(source(), "/a.bin"), Reason.NOT_AN_IMAGE, "Content-Encoding");
    SourceFailure list =
        catchThrowableOfType(
            SourceFailure.class,
            () -> source().text(uri("/list"), Optional.empty(), new Transfer()));
    requireRefused(list, Reason.NOT_AN_IMAGE, "Content-Encoding");
    requireWhole(whole(source(), "/plain.bin").file());
  }

  @Test
  void nothingIsNoImage() throws Exception {
    peer.put("/a.bin", "");
    requireRefused(failure(source(), "/a.bin"), Reason.NOT_AN_IMAGE, "empty");
  }

  @Test
  void aServerInTroubleIsAskedAgain() throws Exception {
    peer.put("/a.bin", CONTENT)
        .once("/a.bin", HttpPeer.status(503, "Retry-After: 0"))
        .once("/a.bin", HttpPeer.status(500));
    requireWhole(whole(source(), "/a.bin").file());
  }

  @Test
  void aServerThatWantsToBeLeftAloneIs() throws Exception {
    peer.answer("/a.bin", HttpPeer.status(429, "Retry-After: Fri, 27 Nov 2026 13:00:00 GMT"));
    SourceFailure failure = failure(source(), "/a.bin");
    requireRefused(failure, Reason.SERVER_TROUBLE, "429");
    assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
    assertThat(peer.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 451})
  void aRefusalIsNotAskedAgain(int status) throws Exception {
    peer.answer("/a.bin", HttpPeer.status(status));
    assertThat(failure(source(), "/a.bin").sentence()).contains(Integer.toString(status));
    assertThat(peer.requests()).hasSize(1);
  }

  @Test
  void aRedirectIsFollowed() throws Exception {
    peer.put("/new/a.bin", CONTENT).answer("/a.bin", HttpPeer.redirect(302, "new/a.bin"));
    requireWhole(whole(source(), "/a.bin").file());
  }

  @Test
  void redirectsInACircleEnd() throws Exception {
    peer.answer("/a.bin", HttpPeer.redirect(307, "/a.bin"));
    requireRefused(failure(source(), "/a.bin"), Reason.ADDRESS_REFUSED, "at most 5");
    assertThat(peer.requests()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]:9876/observe/health",
        "http://127.0.0.2/",
        "http://0.0.0.0/",
        "http://2130706434/",
        "http://[::ffff:127.0.0.2]/",
        "file:///etc/passwd",
        "sftp://127.0.0.1/etc/passwd",
        "http://user:secret@127.0.0.1/"
      })
  void aRedirectToWhereNothingIsFetchedFromIsRefused(String target) throws Exception {
    peer.answer("/a.bin", HttpPeer.redirect(302, target));
    SourceFailure failure = failure(source(), "/a.bin");
    requireRefused(failure, Reason.ADDRESS_REFUSED);
    assertThat(failure.sentence()).doesNotContain("secret");
  }

  @Test
  void aNameThatResolvesToARefusedAddressIsRefused() throws Exception {
    SyncSettings settings = SourceRoom.settings();
    AddressRules rules =
        new AddressRules(
            AllowedSources.parse("any, images.example"),
            host -> new InetAddress[] {InetAddress.getLoopbackAddress()},
            address -> false);
    SourceUri named = SourceUri.parse("http://images.example:" + peer.port() + "/a.bin");
    requireRefused(
        failure(source(settings, rules), named, Wanted.anyway()),
        Reason.ADDRESS_REFUSED,
        "images.example, which is at 127.0.0.1, since that is a loopback address");
    assertThat(peer.requests()).isEmpty();
  }

  @Test
  void aNameThatMovesToARefusedAddressIsRefusedInTheNextTry() throws Exception {
    peer.answer("/a.bin", HttpPeer.cutAfter(CONTENT, 1000));
    List<String> asked = new ArrayList<>();
    AddressRules rules =
        new AddressRules(
            AllowedSources.parse("any, 127.0.0.1"),
            host -> {
              asked.add(host);
              return new InetAddress[] {
                InetAddress.getByName(asked.size() == 1 ? "127.0.0.1" : "127.0.0.2")
              };
            },
            address -> false);
    SourceUri named = SourceUri.parse("http://images.example:" + peer.port() + "/a.bin");
    requireRefused(
        failure(source(SourceRoom.settings(), rules), named, Wanted.anyway()),
        Reason.ADDRESS_REFUSED,
        "127.0.0.2");
  }

  @Test
  void aNameWithoutAddressIsSaidToHaveNone() throws Exception {
    AddressRules rules =
        new AddressRules(
            AllowedSources.parse("any"),
            host -> {
              throw new UnknownHostException(host);
            },
            address -> false);
    requireRefused(
        failure(
            source(SourceRoom.settings(), rules),
            SourceUri.parse("http://images.example/a.bin"),
            Wanted.anyway()),
        Reason.UNREACHABLE,
        "has no address");
  }

  @Test
  void aLoginGoesToItsServerOnly() throws Exception {
    try (HttpPeer elsewhere = HttpPeer.start()) {
      elsewhere.put("/a.bin", CONTENT);
      peer.answer("/a.bin", HttpPeer.redirect(302, "/b.bin"));
      peer.answer("/b.bin", HttpPeer.redirect(302, elsewhere.url("/a.bin")));
      SourceLogin login = new SourceLogin("reader", Secret.of("open sesame"));
      Wanted wanted = new Wanted(Optional.of(login), Validators.NONE, OptionalLong.empty());
      requireWhole(((Fetched.Whole) source().fetch(uri("/a.bin"), wanted, new Transfer())).file());
      assertThat(peer.requests())
          .extracting(request -> request.field("authorization").orElse("none"))
          .containsOnly("Basic cmVhZGVyOm9wZW4gc2VzYW1l");
      assertThat(elsewhere.requests())
          .extracting(request -> request.field("authorization"))
          .containsExactly(Optional.empty());
    }
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItComes() throws Exception {
    peer.answer("/a.bin", HttpPeer.saying(CONTENT, SourceRoom.MAX.bytes() + 1, 10));
    requireRefused(failure(source(), "/a.bin"), Reason.TOO_LARGE, "8 MiB (images.max-size)");
    assertThat(peer.requests()).hasSize(1);
  }

  @Test
  void whatGrowsTooLargeIsCut() throws Exception {
    byte[] large = random((int) SourceRoom.MAX.bytes() + 1, 3);
    peer.answer("/a.bin", HttpPeer.withoutLength(large));
    requireRefused(failure(source(), "/a.bin"), Reason.TOO_LARGE);
  }

  @Test
  void whatThereIsNoRoomForIsRefusedBeforeItComes() throws Exception {
    peer.put("/a.bin", CONTENT);
    room.free.set(DataSize.ofGib(1).bytes() + CONTENT.length - 1);
    requireRefused(failure(source(), "/a.bin"), Reason.STORAGE_FULL, "must stay free");
    room.free.incrementAndGet();
    requireWhole(whole(source(), "/a.bin").file());
  }

  @Test
  void aSilentServerIsLeft() throws Exception {
    peer.answer("/a.bin", HttpPeer.hang(CONTENT, 1000));
    SyncSettings impatient =
        SourceRoom.settings(Duration.ofMillis(50), new DataSize(1), Duration.ofSeconds(20));
    requireRefused(
        failure(source(impatient), "/a.bin"), Reason.STALLED, "50 ms (images.fetch-stall)");
  }

  @Test
  void aServerThatFellSilentIsAskedForTheRest() throws Exception {
    peer.put("/a.bin", CONTENT).once("/a.bin", HttpPeer.hang(CONTENT, 1_000_000));
    SyncSettings impatient =
        SourceRoom.settings(Duration.ofMillis(300), new DataSize(1), Duration.ofSeconds(20));
    requireWhole(whole(source(impatient), "/a.bin").file());
    assertThat(peer.requests("/a.bin").getLast().field("range")).contains("bytes=1000000-");
  }

  @Test
  void aSlowServerIsLeft() throws Exception {
    peer.answer("/a.bin", HttpPeer.trickle(CONTENT, 2));
    SyncSettings impatient =
        SourceRoom.settings(Duration.ofSeconds(20), DataSize.ofKib(64), Duration.ofSeconds(20));
    requireRefused(
        failure(source(impatient), "/a.bin"),
        Reason.TOO_SLOW,
        "64 KiB a second (images.fetch-minimum-rate)");
    assertThat(peer.requests()).hasSize(1);
  }

  @Test
  void aSlowBeginningIsLeft() throws Exception {
    peer.answer("/a.bin", HttpPeer.trickle(random(Html.LOOK_AT - 1, 4), 5));
    SyncSettings impatient =
        SourceRoom.settings(Duration.ofSeconds(20), DataSize.ofKib(64), Duration.ofSeconds(60));
    requireRefused(failure(source(impatient), "/a.bin"), Reason.TOO_SLOW, "a second");
    assertThat(peer.requests()).hasSize(1);
  }

  @Test
  void aSlowHeadIsLeft() throws Exception {
    peer.answer("/a.bin", HttpPeer.trickleOfAHead(20));
    SyncSettings impatient =
        SourceRoom.settings(
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            new DataSize(1),
            Duration.ofSeconds(60),
            Duration.ofMillis(1));
    requireRefused(
        failure(source(impatient), "/a.bin"),
        Reason.STALLED,
        "did not begin its answer within 500 ms");
  }

  @Test
  void noFetchTakesLongerThanItsDeadline() throws Exception {
    peer.answer("/a.bin", HttpPeer.hang(CONTENT, 1000));
    SyncSettings impatient =
        SourceRoom.settings(Duration.ofSeconds(20), new DataSize(1), Duration.ofMillis(200));
    requireRefused(
        failure(source(impatient), "/a.bin"), Reason.TOO_SLOW, "200 ms (images.fetch-deadline)");
  }

  @Test
  void aCutReachesTheConnection() throws Exception {
    peer.answer("/a.bin", HttpPeer.hang(CONTENT, 2_000_000));
    Transfer transfer = new Transfer();
    HttpSource source = source();
    CompletableFuture<Throwable> ended =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                    SourceFailure.class,
                    () -> source.fetch(uri("/a.bin"), Wanted.anyway(), transfer)));
    await().until(() -> transfer.received() == 2_000_000);
    SourceFailure why = new SourceFailure(Reason.CANCELLED, "The image was deleted");
    transfer.cut(why);
    assertThat(ended.get()).isSameAs(why);
    assertThat(room.spooled()).isZero();
  }

  @Test
  void aCutBeforeTheFetchAsksNobody() throws Exception {
    Transfer transfer = new Transfer();
    SourceFailure why = new SourceFailure(Reason.CANCELLED, "The image was deleted");
    transfer.cut(why);
    assertThat(
            catchThrowableOfType(
                SourceFailure.class,
                () -> source().fetch(uri("/a.bin"), Wanted.anyway(), transfer)))
        .isSameAs(why);
    assertThat(peer.requests()).isEmpty();
  }

  @Test
  void aTextIsThereOrNot() throws Exception {
    peer.put("/SHA256SUMS", "text")
        .answer("/page", HttpPeer.page("text/html", "<html>not found</html>"));
    HttpSource source = source();
    assertThat(source.text(uri("/SHA256SUMS"), Optional.empty(), new Transfer())).contains("text");
    assertThat(source.text(uri("/none"), Optional.empty(), new Transfer())).isEmpty();
    assertThat(source.text(uri("/page"), Optional.empty(), new Transfer())).isEmpty();
  }

  @Test
  void aSlowTextIsLeft() {
    peer.answer("/SHA256SUMS", HttpPeer.trickle(CONTENT, 20));
    SyncSettings impatient =
        SourceRoom.settings(Duration.ofSeconds(20), DataSize.ofKib(64), Duration.ofSeconds(60));
    SourceFailure failure =
        catchThrowableOfType(
            SourceFailure.class,
            () -> source(impatient).text(uri("/SHA256SUMS"), Optional.empty(), new Transfer()));
    assertThat(failure.reason()).isEqualTo(Reason.TOO_SLOW);
    assertThat(failure.sentence()).contains("images.fetch-minimum-rate");
    assertThat(peer.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 429, 451, 503})
  void aSignatureInAnAddressIsNotShown(int status) throws Exception {
    peer.answer("/b.bin?signature=secret", HttpPeer.status(status, "Retry-After: 3600"))
        .answer("/a.bin?key=secret", HttpPeer.redirect(302, "/b.bin?signature=secret"));
    SourceFailure failure = failure(source(), "/a.bin?key=secret");
    assertThat(failure.sentence()).contains("127.0.0.1", "/a.bin").doesNotContain("secret", "/b");
  }

  @Test
  void aSignatureOfAPageIsNotShown() throws Exception {
    peer.answer("/b.bin?signature=secret", HttpPeer.page("text/html", "<html>log in</html>"))
        .answer("/a.bin", HttpPeer.redirect(302, "/b.bin?signature=secret"));
    SourceFailure failure = failure(source(), "/a.bin");
    requireRefused(failure, Reason.NOT_AN_IMAGE, "/a.bin is a page");
    assertThat(failure.sentence()).doesNotContain("secret", "/b");
  }

  @Test
  void aTextHasAnEnd() throws Exception {
    peer.put("/SHA256SUMS", new byte[Manifest.LONGEST + 1]);
    assertThat(
            catchThrowableOfType(
                    SourceFailure.class,
                    () -> source().text(uri("/SHA256SUMS"), Optional.empty(), new Transfer()))
                .reason())
        .isEqualTo(Reason.BAD_LIST);
  }
}
