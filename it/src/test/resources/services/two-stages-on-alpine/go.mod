module example.com/two-stages-on-alpine

go 1.19
