module example.com/says-the-time

go 1.19
