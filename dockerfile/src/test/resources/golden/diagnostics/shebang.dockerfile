#!/usr/bin/env frontend
# syntax=other/frontend
# escape=`
FROM x
RUN a `
b
