#!/usr/bin/env frontend
{
  "name": "x",
  "nested": {"syntax": "docker/dockerfile:1"},
  "syntax": "other/frontend:2",
  "list": [1, "syntax", {"syntax": 3}]
}
