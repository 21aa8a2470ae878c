#!/bin/sh
exec su-exec store "$@"
