// Command api-golang serves the time, and who it runs as.
//
// It asks os/user, which uses C's library where cgo is on, as a database driver would: a static binary of it needs
// the external linker.
package main

import (
	"log"
	"net/http"
	"os"
	"os/user"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
)

func main() {
	router := gin.Default()
	router.GET("/", func(c *gin.Context) {
		c.JSON(http.StatusOK, gin.H{
			"api": "golang",
			"now": time.Now().UTC().Format(time.RFC3339),
			"uid": os.Getuid(),
			"as":  userName(),
		})
	})
	router.GET("/ping", func(c *gin.Context) {
		c.String(http.StatusOK, "pong")
	})
	if err := router.Run(":" + port()); err != nil {
		log.Fatal(err)
	}
}

// userName is the name in the image's own /etc/passwd, or the number where there is none.
func userName() string {
	id := strconv.Itoa(os.Getuid())
	found, err := user.LookupId(id)
	if err != nil {
		return id
	}
	return found.Username
}

func port() string {
	if chosen := os.Getenv("PORT"); chosen != "" {
		return chosen
	}
	return "8080"
}
