module example.com/graceful-end

go 1.19
