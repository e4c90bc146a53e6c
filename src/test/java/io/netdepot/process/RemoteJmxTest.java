package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JMX from another process, by a port with passwords, as docs/operations.md explains. */
@Timeout(120)
class RemoteJmxTest {
  @TempDir Path folder;

  @Test
  void isWatchedAndDrivenFromAnotherProcess() throws Exception {
    int port = freePort();
    Path passwords = folder.resolve("jmx.password");
    Files.writeString(passwords, "monitor look-only\ncontrol drive-it\n");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    Path access = folder.resolve("jmx.access");
    Files.writeString(access, "monitor readonly\ncontrol readwrite\n");
    ProductJava java =
        ProductJava.plain()
            .with("-Dcom.sun.management.jmxremote.port=" + port)
            .with("-Dcom.sun.management.jmxremote.rmi.port=" + port)
            .with("-Dcom.sun.management.jmxremote.host=127.0.0.1")
            .with("-Djava.rmi.server.hostname=127.0.0.1")
            .with("-Dcom.sun.management.jmxremote.ssl=false")
            .with("-Dcom.sun.management.jmxremote.password.file=" + passwords)
            .with("-Dcom.sun.management.jmxremote.access.file=" + access);
    try (ServiceProcess service =
        ServiceProcess.start(java, folder, folder.resolve("data"), Map.of())) {
      service.awaitReady();
      JMXServiceURL url =
          new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
      ObjectName collection = new ObjectName("io.netdepot:type=Collection");
      ObjectName operations = new ObjectName("io.netdepot:type=Operations");

      try (JMXConnector connector = connect(url, "control", "drive-it")) {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        beans.invoke(collection, "pause", new Object[0], new String[0]);
        assertThat(beans.getAttribute(collection, "Paused")).isEqualTo(true);
        beans.setAttribute(collection, new Attribute("MostConnections", 77));
        assertThat(beans.getAttribute(collection, "MostConnections")).isEqualTo(77);
        assertThat((CompositeData[]) beans.getAttribute(operations, "Recent")).isEmpty();
        assertThatThrownBy(
                () ->
                    beans.invoke(
                        operations,
                        "cancel",
                        new Object[] {"0".repeat(24)},
                        new String[] {String.class.getName()}))
            .rootCause()
            .hasMessageContaining("There is no operation");
      }
      try (JMXConnector connector = connect(url, "monitor", "look-only")) {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        assertThat(beans.getAttribute(collection, "Paused")).isEqualTo(true);
        assertThatThrownBy(() -> beans.invoke(collection, "resume", new Object[0], new String[0]))
            .isInstanceOf(SecurityException.class);
      }
      assertThatThrownBy(() -> connect(url, "control", "wrong"))
          .isInstanceOf(SecurityException.class);
    }
  }

  @SuppressWarnings("BanJNDI") // the address is the one of the service that was started here
  private static JMXConnector connect(JMXServiceURL url, String user, String password)
      throws IOException {
    return JMXConnectorFactory.connect(
        url, Map.of(JMXConnector.CREDENTIALS, new String[] {user, password}));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
