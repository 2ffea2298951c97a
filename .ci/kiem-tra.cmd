@echo off
rem Kiem tra cac tep trong inbox (nam moi nhat). Nhan dup de chay.
chcp 65001 >nul
cd /d "%~dp0"
xhht.exe check
echo.
pause
