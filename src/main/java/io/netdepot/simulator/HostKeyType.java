package io.netdepot.simulator;

/** The kinds of host key that switches have. */
public enum HostKeyType {
  ED25519,
  /** NIST P-256. */
  ECDSA,
  /** 2,048 bits. */
  RSA
}
