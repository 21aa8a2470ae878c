module example.com/health-check-by-curl

go 1.19
