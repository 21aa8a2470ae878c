package dev.slipway.builder.copy;

import dev.slipway.image.layer.FileSums;
import dev.slipway.image.layer.LayerIndex;

/// What writing a layer's tar told of it.
public record WrittenLayer(LayerIndex index, FileSums sums) {}
