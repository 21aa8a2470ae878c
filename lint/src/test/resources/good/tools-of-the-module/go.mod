module example.com/app

go 1.24

require example.com/generator v1.2.0

tool example.com/generator/cmd/generate
