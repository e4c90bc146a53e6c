package io.netdepot.vmanage;

import io.netdepot.catalog.Image;
import io.netdepot.images.Images;
import io.netdepot.images.OutgoingImages;
import io.netdepot.images.RemoteServers;
import java.util.function.Predicate;

/**
 * The images as this API hands them out, and where devices fetch them.
 *
 * @param demand told of an image that somebody wants and that is not here; whether it is on its way
 *     now. It does not wait
 * @param outgoing told of every fetch
 */
public record ImageShelf(
    Images images,
    RemoteServers servers,
    DeviceLinks links,
    Predicate<Image> demand,
    OutgoingImages outgoing) {}
