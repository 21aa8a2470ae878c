// Command service answers with the version that it was built as.
package main

import (
	"encoding/json"
	"log"
	"net/http"

	"github.com/go-chi/chi/v5"
)

// Version is set by the linker: -ldflags="-X main.Version=0.0.1".
var Version = "development"

func main() {
	router := chi.NewRouter()
	router.Get("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(map[string]string{"version": Version}); err != nil {
			log.Print(err)
		}
	})
	log.Printf("service %s listens on :8080", Version)
	log.Fatal(http.ListenAndServe(":8080", router))
}
