// A second registry for the tests: go-containerregistry's, in memory, on a free port of the loopback.
//
//	second-registry [--no-referrers] [--warn TEXT]
//
// prints `127.0.0.1:PORT` on a line and serves until its standard input ends.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/google/go-containerregistry/pkg/registry"
)

func main() {
	referrers := true
	options := []registry.Option{registry.Logger(log.New(io.Discard, "", 0))}
	for i := 1; i < len(os.Args); i++ {
		switch os.Args[i] {
		case "--no-referrers":
			referrers = false
		case "--warn":
			i++
			options = append(options, registry.WithWarning(1, os.Args[i]))
		default:
			log.Fatalf("unknown: %s", os.Args[i])
		}
	}
	options = append(options, registry.WithReferrersSupport(referrers))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(listener.Addr())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	log.Fatal(http.Serve(listener, registry.New(options...)))
}
