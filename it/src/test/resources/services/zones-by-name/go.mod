module example.com/zones-by-name

go 1.19
