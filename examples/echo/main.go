// Command echo answers every request for / with the text of the query parameter q.
package main

import (
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
)

func main() {
	router := gin.Default()
	router.GET("/", func(c *gin.Context) {
		c.String(http.StatusOK, c.Query("q"))
	})
	if err := router.Run(":8080"); err != nil {
		log.Fatal(err)
	}
}
