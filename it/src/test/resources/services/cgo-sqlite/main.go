package main

import (
	_ "github.com/mattn/go-sqlite3"

	"database/sql"
	"fmt"
	"log"
	"net/http"
)

func main() {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		var v int
		err := db.QueryRow("select 20 + 22").Scan(&v)
		fmt.Fprintln(w, v, err)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
