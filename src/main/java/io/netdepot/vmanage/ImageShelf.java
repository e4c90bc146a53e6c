package io.netdepot.vmanage;

import io.netdepot.images.Images;
import io.netdepot.images.RemoteServers;

/** The images as this API hands them out, and where devices fetch them. */
public record ImageShelf(Images images, RemoteServers servers, DeviceLinks links) {}
