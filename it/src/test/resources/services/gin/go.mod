module example.com/echo

go 1.15

require github.com/gin-gonic/gin v1.6.3
