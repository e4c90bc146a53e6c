package io.netdepot.vmanage;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A form as clients send it, built part by part. */
final class UploadForm {
  static final String PATH = "/dataservice/device/action/software/package";
  private static final String BOUNDARY = "0123456789abcdef0123456789abcdef";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  UploadForm field(String name, String value) {
    return part("form-data; name=\"" + name + "\"", "", value.getBytes(StandardCharsets.UTF_8));
  }

  UploadForm file(String fileName, byte[] content) {
    return file(fileName, "Content-Type: application/x-gzip\r\n", content);
  }

  /**
   * A file.
   *
   * @param headers further ones, each with its line break
   */
  UploadForm file(String fileName, String headers, byte[] content) {
    return part("form-data; name=\"file\"; filename=\"" + fileName + "\"", headers, content);
  }

  private UploadForm part(String disposition, String headers, byte[] content) {
    text("--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n" + headers + "\r\n");
    body.writeBytes(content);
    text("\r\n");
    return this;
  }

  private void text(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return whole.toByteArray();
  }

  static String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  HttpResponse<byte[]> send(VmanageClient client) {
    return send(client, contentType(), Optional.empty());
  }

  HttpResponse<byte[]> send(
      VmanageClient client, String contentType, Optional<String> contentDigest) {
    HttpRequest.Builder request = client.request(PATH).header("Content-Type", contentType);
    contentDigest.ifPresent(digest -> request.header("Content-Digest", digest));
    return client.vmanage().send(request.POST(BodyPublishers.ofByteArray(bytes())));
  }
}
