module example.com/cgo-own

go 1.19
