package main

import (
	"net/http"
	"time"
)

func main() {
	time.LoadLocation("Europe/Berlin")
	http.Get("https://example.com/")
}
